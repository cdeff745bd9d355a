import { FormControl, FormGroup } from '@angular/forms';
import type { TalkDraft } from './talk-draft.js';

/** The fields of a talk while they are typed. Apart from the draft, so that lists do not carry the machinery of forms. */
export type TalkForm = FormGroup<{ [Field in keyof TalkDraft]: FormControl<TalkDraft[Field]> }>;

export function talkForm(draft: TalkDraft): TalkForm {
  const control = <Value>(value: Value) => new FormControl(value, { nonNullable: true });
  return new FormGroup({
    students: control(draft.students),
    heldOn: control(draft.heldOn),
    place: control(draft.place),
    mode: control(draft.mode),
    topics: control(draft.topics),
    mood: control(draft.mood),
    concern: control(draft.concern),
    summary: control(draft.summary),
    reached: control(draft.reached),
    guardianTold: control(draft.guardianTold),
    followUpOn: control(draft.followUpOn),
    followUpText: control(draft.followUpText),
  });
}
