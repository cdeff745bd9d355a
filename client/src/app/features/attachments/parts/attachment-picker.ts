import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { LIMITS } from '@tongxin/shared';
import type { OutgoingFiles } from '../data/outgoing-files.js';
import { FileChoice } from './file-choice.js';
import { OutgoingList } from './outgoing-list.js';

/** Holds chosen files until their record exists; whoever makes the record sends them: `files.send({ subjectKind, subjectId })`. */
@Component({
  selector: 'tx-attachment-picker',
  imports: [FileChoice, OutgoingList],
  template: `
    @if (files().items().length) {
      <tx-outgoing-list
        [files]="files().items()"
        (dropped)="files().drop($event)"
        (retried)="files().tryAgain($event)"
      />
    }
    <tx-file-choice [room]="room()" (chosen)="files().choose($event)" />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AttachmentPicker {
  readonly files = input.required<OutgoingFiles>();
  protected readonly room = computed(() => Math.max(0, LIMITS.attachmentsPerSubject - this.files().items().length));
}
