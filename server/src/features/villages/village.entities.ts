import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { School, Staff } from '../organisation/index.js';

/** A village the school's children come from, with where it lies where somebody knows it. */
@Entity('villages')
@Check('villages_latitude', 'latitude BETWEEN -90 AND 90')
@Check('villages_longitude', 'longitude BETWEEN -180 AND 180')
@Check('villages_both_coordinates', '(latitude IS NULL) = (longitude IS NULL)')
export class Village {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'villages_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'villages_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text') name: string;
  /** Town or street office (乡镇、街道) it belongs to. */
  @Column('text', { nullable: true }) town: string | null;
  /** Degrees, north positive. */
  @Column('double precision', { nullable: true }) latitude: number | null;
  /** Degrees, east positive. */
  @Column('double precision', { nullable: true }) longitude: number | null;
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Column('timestamptz') createdAt: Date;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'villages_of_school' })
  school: Relation<School>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'villages_created_by' },
    { name: 'created_by', referencedColumnName: 'id', foreignKeyConstraintName: 'villages_created_by' },
  ])
  creator: Relation<Staff> | null;
}

/** A name a village goes by; position 0 is the one it is written with. The key holds the same for names that differ only in spaces or width. */
@Entity('village_names')
@Index('village_names_by_village', ['schoolId', 'villageId', 'position'])
export class VillageName {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'village_names_pkey' }) schoolId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'village_names_pkey' }) key: string;
  @Column('uuid') villageId: string;
  @Column('text') name: string;
  @Column('int') position: number;
  @ManyToOne(() => Village, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'village_names_village' },
    { name: 'village_id', referencedColumnName: 'id', foreignKeyConstraintName: 'village_names_village' },
  ])
  village: Relation<Village>;
}

export const VILLAGE_ENTITIES = [Village, VillageName];
