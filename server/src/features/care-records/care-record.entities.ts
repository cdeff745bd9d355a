import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { CareRecordKind, Concern, Level, Mood, TalkMode, TalkPlace, TalkTopic, VoidReason } from '@tongxin/shared';
import { Staff } from '../organisation/index.js';
import { Student } from '../students/index.js';

/** What a talk says beside who, when and whether anybody was reached; kept as `jsonb`. */
export interface TalkDetails {
  place: TalkPlace | null;
  mode: TalkMode | null;
  topics: TalkTopic[];
  mood: Mood | null;
  summary: string | null;
  guardianTold: boolean;
}

/** Something somebody did with or for a child on a day. Nothing is deleted: a record that does not count is voided with a reason. */
@Entity('care_records')
@Index('care_records_timeline', { synchronize: false })
@Index('care_records_by_entry', ['schoolId', 'entryId'])
@Index('care_records_by_day', { synchronize: false })
@Index('care_records_urgent', { synchronize: false })
@Index('care_records_follow_ups', { synchronize: false })
@Check('care_records_level', `level IN ('open', 'audited', 'protected')`)
@Check('care_records_concern', `concern IN ('none', 'watch', 'urgent')`)
@Check('care_records_void_says_why', '(voided_at IS NULL) = (void_reason IS NULL)')
export class CareRecord {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_records_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_records_pkey' }) id: string;
  /** What was typed in one go has one entry id, also where it is about several children. */
  @Column('uuid') entryId: string;
  @Column('text') kind: CareRecordKind;
  @Column('uuid') studentId: string;
  @Column('uuid') authorId: string;
  /** The day it happened, which may lie before the day it was typed. */
  @Column('date') heldOn: string;
  @Column('timestamptz') typedAt: Date;
  /** An attempt that reached nobody is recorded and counts for nothing. */
  @Column('boolean', { default: true }) reached: boolean;
  @Column('text') level: Level;
  @Column('text', { default: 'care' }) audience: string;
  @Column('jsonb', { default: {} }) details: TalkDetails;
  @Column('text', { default: 'none' }) concern: Concern;
  @Column('timestamptz', { nullable: true }) concernTakenAt: Date | null;
  @Column('uuid', { nullable: true }) concernTakenBy: string | null;
  @Column('date', { nullable: true }) followUpOn: string | null;
  @Column('text', { nullable: true }) followUpText: string | null;
  @Column('timestamptz', { nullable: true }) followUpDoneAt: Date | null;
  /** What was first sent, so that the same entry sent again is known from another one under its id. */
  @Column('bytea') bodyHash: Buffer;
  @Column('int', { default: 1 }) version: number;
  @Column('timestamptz', { nullable: true }) voidedAt: Date | null;
  @Column('uuid', { nullable: true }) voidedBy: string | null;
  @Column('text', { nullable: true }) voidReason: VoidReason | null;
  @Column('text', { nullable: true }) voidText: string | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_records_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_records_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_records_author' },
    { name: 'author_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_records_author' },
  ])
  author: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_records_voided_by' },
    { name: 'voided_by', referencedColumnName: 'id', foreignKeyConstraintName: 'care_records_voided_by' },
  ])
  voider: Relation<Staff> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_records_concern_taken_by' },
    { name: 'concern_taken_by', referencedColumnName: 'id', foreignKeyConstraintName: 'care_records_concern_taken_by' },
  ])
  concernTaker: Relation<Staff> | null;
}

/** What a record said before it was changed in its first seven days. */
@Entity('care_record_versions')
@Unique('care_record_versions_once', ['schoolId', 'recordId', 'version'])
export class CareRecordVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_record_versions_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_record_versions_pkey' }) id: string;
  @Column('uuid') recordId: string;
  @Column('int') version: number;
  @Column('jsonb') before: object;
  @Column('uuid') changedBy: string;
  @Column('timestamptz') changedAt: Date;
  @ManyToOne(() => CareRecord)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_record_versions_record' },
    { name: 'record_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_record_versions_record' },
  ])
  record: Relation<CareRecord>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    {
      name: 'school_id',
      referencedColumnName: 'schoolId',
      foreignKeyConstraintName: 'care_record_versions_changed_by',
    },
    { name: 'changed_by', referencedColumnName: 'id', foreignKeyConstraintName: 'care_record_versions_changed_by' },
  ])
  changer: Relation<Staff>;
}

/** What was added to a record afterwards; the record itself stays as it was. */
@Entity('care_record_addenda')
@Index('care_record_addenda_by_record', ['schoolId', 'recordId'])
export class CareRecordAddendum {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_record_addenda_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_record_addenda_pkey' }) id: string;
  @Column('uuid') recordId: string;
  @Column('uuid') authorId: string;
  @Column('text') text: string;
  @Column('timestamptz') addedAt: Date;
  @ManyToOne(() => CareRecord)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_record_addenda_record' },
    { name: 'record_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_record_addenda_record' },
  ])
  record: Relation<CareRecord>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_record_addenda_author' },
    { name: 'author_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_record_addenda_author' },
  ])
  author: Relation<Staff>;
}

export const CARE_RECORD_ENTITIES = [CareRecord, CareRecordVersion, CareRecordAddendum];
