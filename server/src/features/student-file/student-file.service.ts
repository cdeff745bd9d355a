import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.js';
import { TalksService, type LastTalk } from '../care-records/index.js';
import { DutiesService, type DutyRow } from '../duties/index.js';
import { StudentFiles } from '../students/index.js';
import type { StudentView } from './student-file.dto.js';

/** The whole file of a child in one answer: what every feature knows of it. */
@Injectable()
export class StudentFileService {
  constructor(
    private readonly files: StudentFiles,
    private readonly talks: TalksService,
    private readonly duties: DutiesService,
  ) {}

  /**
   * Opens a file; the row in the access log is left with the file itself, before anything else is read.
   * @throws NotFoundError where the child is not there for this viewer; then no row is left
   */
  async open(viewer: Viewer, id: string): Promise<StudentView> {
    const duties = await this.duties.ofStudent(viewer);
    const lastTalk = this.talks.lastTalk(viewer);
    const { file, known } = await this.files.openWith<Record<string, unknown>>(viewer, id, [
      lastTalk,
      ...(duties.part ? [duties.part] : []),
    ]);
    const talk = known[lastTalk.name] as LastTalk | null;
    return {
      ...file,
      lastTalk: talk && { id: talk.id, heldOn: talk.heldOn, by: talk.by },
      duties: await duties.show(id, duties.part && (known[duties.part.name] as DutyRow[] | null)),
    };
  }
}
