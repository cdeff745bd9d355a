import { askPassword } from './admin/ask-password.js';
import { withOwner } from './admin/admin-database.js';
import { assign } from './admin/assign.js';
import { sealAudit, verifyAudit } from './admin/audit.js';
import { makeBackupNow, restoreNow, verifyBackupNow } from './admin/backup.js';
import { readCommand, USAGE, type Command } from './admin/command-line.js';
import { createSchool } from './admin/create-school.js';
import { createUser, readNewUser } from './admin/create-user.js';
import { examine } from './admin/doctor/doctor.js';
import { Refused } from './admin/refused.js';
import { turnOffSecondFactor } from './admin/second-factor.js';
import { listUsers, makeCode } from './admin/users.js';
import { readConfig, type AppConfig } from './config/app-config.js';
import { EmbeddedPostgresError } from './database/embedded/embedded-postgres.js';
import { BackupRefused, refusalOf } from './platform/backup/backup-refused.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Does one command of an operator. @returns the exit code */
async function run(command: Command, settings: AppConfig, now: Date): Promise<number> {
  switch (command.name) {
    case 'create-school':
      say(await withOwner(settings, (owner) => createSchool(command, owner, now)));
      return 0;
    case 'create-user': {
      const user = readNewUser(command);
      const password = command.says('with-code')
        ? null
        : await askPassword(user.username, { input: process.stdin, output: process.stdout });
      say(await withOwner(settings, (owner) => createUser(user, password, owner, now)));
      return 0;
    }
    case 'assign':
      say(await withOwner(settings, (owner) => assign(command, owner, now)));
      return 0;
    case 'users':
      (await withOwner(settings, (owner) => listUsers(command, owner, now))).forEach(say);
      return 0;
    case 'code':
      say(await withOwner(settings, (owner) => makeCode(command, owner, now)));
      return 0;
    case 'second-factor off':
      say(await withOwner(settings, (owner) => turnOffSecondFactor(command, owner, now)));
      return 0;
    case 'backup':
      (await makeBackupNow(command, settings)).forEach(say);
      return 0;
    case 'backup verify':
      (await verifyBackupNow(command, settings)).forEach(say);
      return 0;
    case 'restore':
      (await restoreNow(command, settings, say)).forEach(say);
      return 0;
    case 'doctor': {
      const { lines, sound } = await examine(settings, () => new Date());
      lines.forEach(say);
      return sound ? 0 : 1;
    }
    case 'audit verify': {
      const { lines, sound } = await withOwner(settings, verifyAudit);
      lines.forEach(say);
      return sound ? 0 : 1;
    }
    case 'audit seal':
      (await withOwner(settings, (owner) => sealAudit(owner, now))).forEach(say);
      return 0;
  }
}

/** A sentence instead of a stack; what was typed is never said again, because it may be a password. */
function sentenceOf(error: unknown): string {
  if (error instanceof Refused || error instanceof BackupRefused || error instanceof EmbeddedPostgresError)
    return error.message;
  const refusal = refusalOf(error);
  if (refusal === 'diskFull') return 'The disk is full; nothing was changed. Make room, then try again.';
  if (refusal === 'notWritable')
    return 'A folder cannot be read or written by this account (DATA_DIR, BACKUP_DIR or --to); nothing was changed.';
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return `The database refused this (${code}); nothing was changed.`;
  return error instanceof Error ? error.message : 'Something went wrong; nothing was changed.';
}

try {
  const command = readCommand(process.argv.slice(2));
  if (command) process.exitCode = await run(command, readConfig(), new Date());
  else say(USAGE);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = error instanceof Refused ? error.exitCode : 1;
}
