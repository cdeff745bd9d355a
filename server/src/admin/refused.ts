/** A command that cannot be done, in one sentence for the operator; holds no password. */
export class Refused extends Error {
  /** @param exitCode 1 where the command was understood, 2 where it was not */
  constructor(
    sentence: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(sentence);
  }
}
