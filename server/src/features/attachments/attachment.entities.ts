import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Staff } from '../organisation/index.js';

/**
 * A file that hangs on a record and stands under that record's rules. It is removed with a reason, never deleted.
 * Like the proposals it belongs to every feature, so child and record are ids without a foreign key; neither is ever deleted.
 */
@Entity('attachments')
@Index('attachments_by_subject', ['schoolId', 'subjectKind', 'subjectId'])
@Index('attachments_by_student', ['schoolId', 'studentId'])
@Index('attachments_by_bytes', ['schoolId', 'sha256'])
@Check('attachments_size', 'size > 0')
@Check('attachments_sha256', 'length(sha256) = 32')
@Check(
  'attachments_removed',
  '(removed_at IS NULL) = (removed_by IS NULL) AND (removed_at IS NULL) = (removed_reason IS NULL)',
)
export class Attachment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attachments_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attachments_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('uuid', { nullable: true }) studentId: string | null;
  @Column('text') subjectKind: string;
  @Column('uuid') subjectId: string;
  @Column('text') name: string;
  @Column('text') mediaType: string;
  /** In bytes, as stored: an image is smaller than what was uploaded. */
  @Column('int') size: number;
  /** Of the stored bytes, and their address in the store. */
  @Column('bytea') sha256: Buffer;
  /** In pixels; null for what is no image. */
  @Column('int', { nullable: true }) width: number | null;
  @Column('int', { nullable: true }) height: number | null;
  @Column('uuid') addedBy: string;
  @Column('timestamptz') addedAt: Date;
  @Column('timestamptz', { nullable: true }) removedAt: Date | null;
  @Column('uuid', { nullable: true }) removedBy: string | null;
  @Column('text', { nullable: true }) removedReason: string | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'attachments_added_by' },
    { name: 'added_by', referencedColumnName: 'id', foreignKeyConstraintName: 'attachments_added_by' },
  ])
  adder: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'attachments_removed_by' },
    { name: 'removed_by', referencedColumnName: 'id', foreignKeyConstraintName: 'attachments_removed_by' },
  ])
  remover: Relation<Staff> | null;
}
