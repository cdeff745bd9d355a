import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DutyState, ExemptionReason } from '@tongxin/shared';

/** A window the board holds, with how its duties stand in the whole school. Nothing on the board is a fact of its own: all of it is computed. */
@Entity('duty_windows')
export class BoardWindowRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_windows_pkey' }) schoolId: string;
  @PrimaryColumn('int', { primaryKeyConstraintName: 'duty_windows_pkey' }) windowNo: number;
  /** Which window of which rule; it keeps its number and its rows while its key changes. */
  @Column('text') subject: string;
  /** What its rows were computed from: the rule, the days, the calendar. Another key is asked for when any of it changes. */
  @Column('text') key: string;
  @Column('int', { default: 0 }) due: number;
  @Column('int', { default: 0 }) done: number;
  @Column('int', { default: 0 }) late: number;
  @Column('int', { default: 0 }) overdue: number;
  @Column('int', { default: 0 }) exempt: number;
  @Column('int', { default: 0 }) neverDone: number;
}

/** One duty of one child in one window, with all a list shows of it. */
@Entity('duty_states')
@Index('duty_states_listed', { synchronize: false })
@Index('duty_states_by_name', { synchronize: false })
@Index('duty_states_of_class', { synchronize: false })
@Index('duty_states_of_class_then', { synchronize: false })
export class BoardState {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_states_pkey' }) schoolId: string;
  @PrimaryColumn('int', { primaryKeyConstraintName: 'duty_states_pkey' }) windowNo: number;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_states_pkey' }) studentId: string;
  /** The window the duty is of, where the row stands in a list of Today's; its own otherwise. */
  @Column('int') ofWindow: number;
  @Column('text') name: string;
  @Column({ type: 'text', collation: 'C' }) sortKey: string;
  /** The class the child is in now: who may see the duty. */
  @Column('uuid', { nullable: true }) presentClassId: string | null;
  /** The class whose duty it is: the present one, or that of the window's last day. */
  @Column('uuid', { nullable: true }) classId: string | null;
  @Column('text') status: DutyState;
  @Column('text', { nullable: true }) exemptReason: ExemptionReason | null;
  /** Its window is one that is listed, and not only counted for a trend. */
  @Column('boolean') listed: boolean;
  /** It is due or overdue. */
  @Column('boolean') open: boolean;
  @Column('boolean') assigned: boolean;
  @Column('uuid', { nullable: true }) assigneeId: string | null;
  /** `-infinity` where nobody ever did it. */
  @Column('date') lastOn: string;
  @Column('jsonb', { nullable: true }) lastTopics: string[] | null;
  @Column('boolean') never: boolean;
  @Column('boolean') neverDone: boolean;
}

/** How the duties of one class in one window stand. */
@Entity('duty_counts')
export class BoardCount {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_counts_pkey' }) schoolId: string;
  @PrimaryColumn('int', { primaryKeyConstraintName: 'duty_counts_pkey' }) windowNo: number;
  /** All zeros for the children in no class. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_counts_pkey' }) classId: string;
  @Column('uuid', { nullable: true }) assigneeId: string | null;
  @Column('int') due: number;
  @Column('int') done: number;
  @Column('int') late: number;
  @Column('int') overdue: number;
  @Column('int') exempt: number;
  @Column('int') neverDone: number;
}

/** Something of this child, or with all zeros of any child, has changed since it was computed. */
@Entity('duty_marks')
export class DutyMark {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_marks_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_marks_pkey' }) studentId: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'duty_marks_pkey' }) xact: string;
}

export const BOARD_ENTITIES = [BoardWindowRow, BoardState, BoardCount, DutyMark];
