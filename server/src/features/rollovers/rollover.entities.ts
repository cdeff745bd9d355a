import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { School, Staff } from '../organisation/index.js';
import type { RolloverChanges, RolloverCounts } from './rollover.plan.js';

/** The step of a school into a new school year: once a year, taken back within a day or never. */
@Entity('rollovers')
@Index('rollovers_once_a_year', { synchronize: false })
export class Rollover {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'rollovers_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'rollovers_pkey' }) id: string;
  /** The calendar year the new school year begins in. */
  @Column('int') toYear: number;
  @Column('uuid') runBy: string;
  @Column('timestamptz') runAt: Date;
  /** The last day on which graduates belonged to their class, and their head teachers to it. */
  @Column('date') lastOn: string;
  @Column('jsonb') changes: RolloverChanges;
  @Column('jsonb') counts: RolloverCounts;
  @Column('uuid', { nullable: true }) undoneBy: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt: Date | null;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'rollovers_of_school' })
  school: Relation<School>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'rollovers_run_by' },
    { name: 'run_by', referencedColumnName: 'id', foreignKeyConstraintName: 'rollovers_run_by' },
  ])
  runner: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'rollovers_undone_by' },
    { name: 'undone_by', referencedColumnName: 'id', foreignKeyConstraintName: 'rollovers_undone_by' },
  ])
  undoer: Relation<Staff> | null;
}

export const ROLLOVER_ENTITIES = [Rollover];
