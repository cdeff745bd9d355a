import { parseArgs } from 'node:util';
import { Refused } from './refused.js';

export const USAGE = `npm run admin -- <command>

  create-school --name <name> [--system 63|54] [--time-zone <zone>]
      a school with the two usual terms of this school year, its holidays and the two care standards

  create-user --school <name> --username <name> --name <name> [--role <role> …] [--with-code]
      an account; the password is asked for twice, or read from standard input where there is no terminal;
      with --with-code nobody chooses one: a one-time code is printed, with which its person comes in
      roles: administrator, office, moralEducation, principal, counsellor, helper, volunteer, dataProtection
      head teachers and subject teachers need no role here, only a class (assign)

  assign --username <name> --class 三年级2班 --as headTeacher|deputy|subjectTeacher [--subject <name>] [--from YYYY-MM-DD]
      a class for somebody to head or to teach; the class is made where it is missing

  users [--school <name>]
      every account: whether it is invited, active or disabled, and what it holds today

  code --username <name>
      a one-time code to come in with, or to choose a new password after a forgotten one; printed once

  second-factor off --username <name>
      turns the second step of signing in off, where phone and recovery codes are both lost; make sure who is asking

  backup [--to <folder>]
      everything into one file, beside the running product or without it; unless told otherwise into BACKUP_DIR
  backup verify <file>
      reads a backup to its end, restores it into a database of its own where the login may make one, and drops that again
  restore <file>
      puts a backup into this installation, which has to be empty and stopped; all of it, or nothing
  doctor
      looks whether everything is as it should be, and says what to do where it is not; ends with 1 where something is wrong

  audit verify    computes every sealed block of the access log again; ends with 1 where one does not hold
  audit seal      seals now what has been written since the last block
`;

/** The options a command takes; all are texts, `role` may be given several times. */
const OPTIONS = {
  'create-school': ['name', 'system', 'time-zone'],
  'create-user': ['school', 'username', 'name', 'role', 'with-code'],
  users: ['school'],
  code: ['username'],
  'second-factor off': ['username'],
  assign: ['username', 'class', 'as', 'subject', 'from'],
  backup: ['to'],
  'backup verify': [],
  restore: [],
  doctor: [],
  'audit verify': [],
  'audit seal': [],
} as const satisfies Record<string, readonly string[]>;
export type CommandName = keyof typeof OPTIONS;

/** Options that are said or not, without a value. */
const FLAGS: readonly string[] = ['with-code'];

/** Commands that are told a file, without an option's name; it is kept under `file`. */
const WITH_FILE: readonly string[] = ['backup verify', 'restore'];

/** A command with the values it was given. */
export class Command {
  constructor(
    readonly name: CommandName,
    private readonly values: Readonly<Record<string, readonly string[]>>,
    private readonly flags: ReadonlySet<string> = new Set(),
  ) {}

  /** @returns whether an option without a value was said */
  says(flag: string): boolean {
    return this.flags.has(flag);
  }

  /** @returns the value of an option, without spaces around it; null where it was not given */
  optional(option: string): string | null {
    const given = this.values[option] ?? [];
    if (given.length > 1) throw new Refused(`--${option} is given ${given.length} times.`, 2);
    const value = given[0]?.trim() ?? null;
    if (value === '') throw new Refused(`--${option} is empty.`, 2);
    return value;
  }

  /** @returns the value of an option that the command cannot do without */
  needed(option: string): string {
    const value = this.optional(option);
    if (value === null) throw new Refused(`${this.name} needs ${option === 'file' ? 'a file' : `--${option}`}.`, 2);
    return value;
  }

  /** @returns every value of an option that may be given several times */
  all(option: string): readonly string[] {
    return this.values[option] ?? [];
  }

  /** @returns the value of an option that is one of a few */
  choice<T extends string>(option: string, choices: readonly T[], standard?: T): T {
    const value = this.optional(option) ?? standard ?? this.needed(option);
    if (!(choices as readonly string[]).includes(value))
      throw new Refused(`--${option} is one of ${choices.join(', ')}.`, 2);
    return value as T;
  }
}

/**
 * Reads what was typed behind `npm run admin --`.
 * @returns the command, or null where help is asked for
 * @throws Refused where there is no such command or option
 */
export function readCommand(typed: readonly string[]): Command | null {
  if (typed.length === 0 || typed.some((word) => ['help', '--help', '-h'].includes(word))) return null;
  const words =
    typed[0] === 'audit' || typed[0] === 'second-factor' || (typed[0] === 'backup' && typed[1] === 'verify') ? 2 : 1;
  const name = typed.slice(0, words).join(' ');
  if (!Object.hasOwn(OPTIONS, name)) throw new Refused(`There is no command "${name}".\n\n${USAGE}`, 2);
  const options: readonly string[] = OPTIONS[name as CommandName];
  try {
    const { values, positionals } = parseArgs({
      args: typed.slice(words),
      options: Object.fromEntries(
        options.map((option) => [
          option,
          FLAGS.includes(option)
            ? { type: 'boolean' as const, multiple: false }
            : { type: 'string' as const, multiple: true },
        ]),
      ),
      strict: true,
      allowPositionals: WITH_FILE.includes(name),
    });
    if (positionals.length > 1) throw new Error('one file only');
    const said = Object.entries(values).filter(([, value]) => value === true);
    return new Command(
      name as CommandName,
      {
        ...(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== true)) as Record<
          string,
          string[]
        >),
        ...(positionals.length > 0 ? { file: positionals } : {}),
      },
      new Set(said.map(([flag]) => flag)),
    );
  } catch (error) {
    // What was typed may be a password put in the wrong place: only the name of the option is said again.
    const option = /--[a-z-]+/.exec(error instanceof Error ? error.message : '')?.[0];
    throw new Refused(
      `${name} ${option ? `does not take ${option} this way` : 'takes options only'}; "npm run admin -- help" tells what it takes.`,
      2,
    );
  }
}
