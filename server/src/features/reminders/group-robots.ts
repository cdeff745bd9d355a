import { createHmac } from 'node:crypto';
import type { RobotKind } from './reminder.entities.js';

/** Where a school's group robot listens. */
export interface Robot {
  readonly kind: RobotKind;
  readonly url: string;
  /** DingTalk's “additional signature”; null where the robot is kept by a keyword or an address. */
  readonly secret: string | null;
}

/** Why a message did not reach the group, as a code. */
export class RobotNotReached extends Error {
  constructor(readonly problem: 'robot.noConnection' | 'robot.refused') {
    super(problem);
  }
}

const PATIENCE_MILLISECONDS = 10_000;
const ANSWER_AT_MOST = 10_000;

/** @returns whether an address may be a robot's: encrypted, or on this very machine */
export function isRobotAddress(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
  );
}

/**
 * The address a message is sent to; DingTalk wants the moment and its signature in it.
 * Source: DingTalk, "Custom robot access": sign = base64(HMAC-SHA256(secret, timestamp + "\n" + secret)).
 */
export function signedAddress({ kind, url, secret }: Robot, now: Date): string {
  if (kind !== 'dingTalk' || secret === null) return url;
  const timestamp = String(now.getTime());
  const signed = new URL(url);
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'));
  return signed.toString();
}

/**
 * Says a text in the group. WeCom and DingTalk take the same shape for plain text, and both answer 200 with `errcode` where they refuse.
 * @throws RobotNotReached
 */
export async function tellGroup(robot: Robot, text: string, now: Date): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(signedAddress(robot, now), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ msgtype: 'text', text: { content: text } }),
      // Whoever answers with another address is not the robot that was set.
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
  } catch {
    throw new RobotNotReached('robot.noConnection');
  }
  if (!answer.ok || !(await isGood(answer))) throw new RobotNotReached('robot.refused');
}

async function isGood(answer: Response): Promise<boolean> {
  try {
    const said = (await answer.text()).slice(0, ANSWER_AT_MOST);
    return (JSON.parse(said) as { errcode?: unknown } | null)?.errcode === 0;
  } catch {
    return false;
  }
}
