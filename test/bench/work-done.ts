import { readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

/** @returns CPU seconds a process has used so far, all its threads together; null where the system does not tell */
export function cpuOf(pid: number): number | null {
  try {
    const fields = statOf(pid);
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

/** @returns CPU seconds a process has used so far, with those of the processes it started that have ended; null where the system does not tell */
export function cpuWithChildren(pid: number): number | null {
  try {
    const fields = statOf(pid);
    return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

/** @returns CPU seconds of a PostgreSQL so far: its first process, those it has now, and those it has had */
export function cpuOfPostgres(postmaster: number): number | null {
  try {
    const own = statOf(postmaster);
    let ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(own[at]), 0);
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const fields = statOrGone(Number(name));
      if (fields && Number(fields[1]) === postmaster) ticks += Number(fields[11]) + Number(fields[12]);
    }
    return ticks / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

/** @returns memory a process holds now, in MiB; null where the system does not tell */
export function memoryOf(pid: number): number | null {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Number(line[1]) / 1024 : null;
  } catch {
    return null;
  }
}

/** The fields after the name, which may hold spaces: state, parent, … */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function statOrGone(pid: number): string[] | null {
  try {
    return statOf(pid);
  } catch {
    return null;
  }
}
