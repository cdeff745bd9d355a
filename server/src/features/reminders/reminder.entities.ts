import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { School, Staff } from '../organisation/index.js';

/** What one person was told on one day, in counts; one a person and day, however many servers there are. */
@Entity('digests')
export class Digest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'digests_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'digests_pkey' }) staffId: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'digests_pkey' }) onDay: string;
  @Column('int') talksDue: number;
  @Column('int') cardsDue: number;
  @Column('int') overdue: number;
  @Column('int') followUps: number;
  @Column('int') urgent: number;
  @Column('int') approvals: number;
  @Column('timestamptz') madeAt: Date;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'digests_staff' },
    { name: 'staff_id', referencedColumnName: 'id', foreignKeyConstraintName: 'digests_staff' },
  ])
  staff: Relation<Staff>;
}

/** A school's digests of a day are made; what was switched on later in the day begins tomorrow. */
@Entity('digest_runs')
export class DigestRun {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'digest_runs_pkey' }) schoolId: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'digest_runs_pkey' }) onDay: string;
  @Column('timestamptz') madeAt: Date;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'digest_runs_of_school' })
  school: Relation<School>;
}

export type ReminderWay = 'mail' | 'robot';
export type DeliveryStatus = 'waiting' | 'sent' | 'failed';

/** One message on its way: a mail to a person, or the one to the school's group robot. Where it went is not kept. */
@Entity('reminder_deliveries')
@Index('reminder_deliveries_newest', { synchronize: false })
@Index('reminder_deliveries_once', { synchronize: false })
@Check('reminder_deliveries_way', `way IN ('mail', 'robot')`)
@Check('reminder_deliveries_status', `status IN ('waiting', 'sent', 'failed')`)
@Check('reminder_deliveries_person', `(way = 'mail') = (staff_id IS NOT NULL)`)
export class ReminderDelivery {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_deliveries_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_deliveries_pkey' }) id: string;
  @Column('date') onDay: string;
  @Column('text') way: ReminderWay;
  @Column('uuid', { nullable: true }) staffId: string | null;
  @Column('text', { default: 'waiting' }) status: DeliveryStatus;
  @Column('int', { default: 0 }) attempts: number;
  @Column('text', { nullable: true }) problem: string | null;
  @Column('timestamptz') changedAt: Date;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'reminder_deliveries_staff' },
    { name: 'staff_id', referencedColumnName: 'id', foreignKeyConstraintName: 'reminder_deliveries_staff' },
  ])
  staff: Relation<Staff> | null;
}

export const REMINDER_LANGUAGES = ['zh-CN', 'en'] as const;
export type ReminderLanguage = (typeof REMINDER_LANGUAGES)[number];

/** Whether somebody wants the digest by mail, where to, and in which language. */
@Entity('reminder_settings')
@Check('reminder_settings_language', `language IN ('zh-CN', 'en')`)
@Check('reminder_settings_has_address', `NOT by_mail OR mail_address IS NOT NULL`)
export class ReminderSettings {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_settings_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_settings_pkey' }) staffId: string;
  @Column('int', { default: 1 }) version: number;
  @Column('boolean') byMail: boolean;
  @Column('text', { nullable: true }) mailAddress: string | null;
  @Column('text') language: ReminderLanguage;
  @Column('timestamptz') changedAt: Date;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'reminder_settings_staff' },
    { name: 'staff_id', referencedColumnName: 'id', foreignKeyConstraintName: 'reminder_settings_staff' },
  ])
  staff: Relation<Staff>;
}

export const ROBOT_KINDS = ['weCom', 'dingTalk'] as const;
export type RobotKind = (typeof ROBOT_KINDS)[number];

/** The group robot of a school; its address is a secret, because whoever knows it can write to the group. */
@Entity('reminder_channels')
@Check('reminder_channels_kind', `kind IN ('weCom', 'dingTalk')`)
@Check('reminder_channels_language', `language IN ('zh-CN', 'en')`)
@Check('reminder_channels_whole', `(kind IS NULL) = (url IS NULL)`)
export class ReminderChannel {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_channels_pkey' }) schoolId: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text', { nullable: true }) kind: RobotKind | null;
  @Column('text', { nullable: true }) url: string | null;
  @Column('text', { nullable: true }) secret: string | null;
  @Column('text') language: ReminderLanguage;
  @Column('uuid', { nullable: true }) changedBy: string | null;
  @Column('timestamptz') changedAt: Date;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'reminder_channels_of_school' })
  school: Relation<School>;
}

export const REMINDER_ENTITIES = [Digest, DigestRun, ReminderDelivery, ReminderSettings, ReminderChannel];
