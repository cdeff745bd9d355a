/** What somebody signs in with, as coarse as they would say it themselves: no version, no model, nothing that tells one phone from another. */
export interface DeviceFamily {
  readonly browser: BrowserCode | null;
  readonly system: SystemCode | null;
}

export const BROWSERS = [
  'wechat',
  'weCom',
  'dingTalk',
  'feishu',
  'qq',
  'uc',
  'huawei',
  'edge',
  'opera',
  'samsung',
  'firefox',
  'chrome',
  'safari',
] as const;
export type BrowserCode = (typeof BROWSERS)[number];

export const SYSTEMS = ['harmonyOs', 'android', 'iPhone', 'iPad', 'windows', 'mac', 'chromeOs', 'linux'] as const;
export type SystemCode = (typeof SYSTEMS)[number];

/** In this order: nearly all of them also call themselves Chrome and Safari, and an app's window calls itself a browser too. */
const BROWSER_MARKS: readonly (readonly [RegExp, BrowserCode])[] = [
  [/wxwork\//i, 'weCom'],
  [/MicroMessenger\//i, 'wechat'],
  [/DingTalk\b/i, 'dingTalk'],
  [/(?:Lark|Feishu)\//i, 'feishu'],
  [/(?:MQQBrowser|QQBrowser)\//i, 'qq'],
  [/(?:UCBrowser|UCWEB)\//i, 'uc'],
  [/HuaweiBrowser\//i, 'huawei'],
  [/(?:Edg|EdgA|EdgiOS|Edge)\//i, 'edge'],
  [/(?:OPR|Opera)\//i, 'opera'],
  [/SamsungBrowser\//i, 'samsung'],
  [/(?:Firefox|FxiOS)\//i, 'firefox'],
  [/(?:Chrome|CriOS|Chromium)\//i, 'chrome'],
  [/Version\/[\d.]+.*Safari\//i, 'safari'],
];

const SYSTEM_MARKS: readonly (readonly [RegExp, SystemCode])[] = [
  [/(?:OpenHarmony|HarmonyOS)/i, 'harmonyOs'],
  [/Android/i, 'android'],
  [/iPhone|iPod/i, 'iPhone'],
  [/iPad/i, 'iPad'],
  [/Windows/i, 'windows'],
  [/Macintosh|Mac OS X/i, 'mac'],
  [/CrOS/i, 'chromeOs'],
  [/Linux|X11/i, 'linux'],
];

/** @param userAgent the header as it came, or nothing @returns what it says, null for what it does not say */
export function deviceFamilyOf(userAgent: string | undefined): DeviceFamily {
  const text = (userAgent ?? '').slice(0, 500);
  return {
    browser: BROWSER_MARKS.find(([mark]) => mark.test(text))?.[1] ?? null,
    system: SYSTEM_MARKS.find(([mark]) => mark.test(text))?.[1] ?? null,
  };
}

/** @returns the family as it is stored with a session, `edge/windows`; null where nothing is known */
export function storedDevice({ browser, system }: DeviceFamily): string | null {
  return browser || system ? `${browser ?? ''}/${system ?? ''}` : null;
}

/** @returns the family of what is stored; codes that no longer exist are nothing known */
export function readDevice(stored: string | null): DeviceFamily {
  const [browser, system] = (stored ?? '').split('/');
  return {
    browser: BROWSERS.find((code) => code === browser) ?? null,
    system: SYSTEMS.find((code) => code === system) ?? null,
  };
}
