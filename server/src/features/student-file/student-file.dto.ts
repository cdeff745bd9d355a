import { ShownDay, ShownId, ShownPart, ShownParts, ShownText } from '../../platform/fields/shown.js';
import { DutyView } from '../duties/index.js';
import { StudentFileView } from '../students/index.js';

export class LastTalkView {
  @ShownId() id: string;
  @ShownDay() heldOn: string;
  @ShownText() by: string;
}

/** The whole child on one page: the file, the newest talk, and what is due in the running term, the worst first. */
export class StudentView extends StudentFileView {
  /** Null where nobody has reached the child yet, and where the viewer is not to know. */
  @ShownPart(() => LastTalkView, { nullable: true }) lastTalk: LastTalkView | null;
  @ShownParts(() => DutyView) duties: DutyView[];
}
