import { deviceFamilyOf, readDevice, storedDevice } from './device-family.js';

const SEEN: readonly (readonly [string, string | null, string | null])[] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'edge',
    'windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'firefox', 'linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'safari',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.53(0x18003531) NetType/WIFI',
    'wechat',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/15.0.8.302 Mobile Safari/537.36',
    'huawei',
    'harmonyOs',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1',
    'weCom',
    'android',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'safari',
    'mac',
  ],
  ['curl/8.5.0', null, null],
  ['', null, null],
];

describe('the family of a device', () => {
  it.each(SEEN)('of %s is %s on %s, and is the same once it has been stored', (userAgent, browser, system) => {
    const family = deviceFamilyOf(userAgent);
    expect(family).toEqual({ browser, system });
    expect(readDevice(storedDevice(family))).toEqual(family);
  });

  it('is nothing known without a header, and for what an older version stored', () => {
    expect(deviceFamilyOf(undefined)).toEqual({ browser: null, system: null });
    expect(readDevice('netscape/os2')).toEqual({ browser: null, system: null });
  });
});
