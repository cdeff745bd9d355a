import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { LIMITS, type AttachmentView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { States } from '../../../ui/states/states.js';
import { saveDocument } from '../../imports/data/save-document.js';
import { AttachmentsApi } from '../data/attachments.api.js';
import { iconOf, isImage, sizeWords } from '../data/file-words.js';
import { OutgoingFiles, type OutgoingFile } from '../data/outgoing-files.js';
import { FileChoice } from './file-choice.js';
import { OutgoingList } from './outgoing-list.js';
import type { PictureSheet, PictureData } from './picture.sheet.js';
import type { RemoveFileSheet } from './remove-file.sheet.js';

/** The files of one record: look, download, add, remove with a reason. What may be done the server says; `mayAdd` can only narrow it. */
@Component({
  selector: 'tx-attachments',
  imports: [FileChoice, Icon, MatIconButton, OutgoingList, States],
  templateUrl: './attachments.html',
  styleUrls: ['./file-row.scss', './attachments.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Attachments {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  private readonly api = inject(AttachmentsApi);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  readonly subjectKind = input.required<string>();
  readonly subjectId = input.required<string>();
  readonly mayAdd = input(true);

  protected readonly outgoing = new OutgoingFiles();
  protected readonly list = this.api.of(() => this.subject());
  protected readonly mayChange = computed(() => this.mayAdd() && (this.list.value()?.mayChange ?? false));
  protected readonly room = computed(() =>
    Math.max(0, LIMITS.attachmentsPerSubject - (this.list.value()?.items.length ?? 0) - this.outgoing.items().length),
  );
  protected readonly icon = iconOf;

  protected details(file: AttachmentView): string {
    const added = this.t('attachments.addedBy', { name: file.addedBy.name, when: this.days.moment(file.addedAt) });
    return `${sizeWords(file.size, this.texts.language())} · ${added}`;
  }

  protected choose(files: File[]): void {
    this.outgoing.choose(files);
    void this.send();
  }

  protected sendAgain(file: OutgoingFile): void {
    this.outgoing.tryAgain(file);
    void this.send();
  }

  protected async open(file: AttachmentView): Promise<void> {
    const bytes = await this.fetched(file);
    if (!bytes) return;
    if (isImage(file)) {
      const part = (await import('./picture.sheet.js')).PictureSheet;
      await this.sheets.open<PictureSheet, PictureData>(part, { data: { file, bytes }, wide: true });
    } else saveDocument(bytes, file.name);
  }

  protected async download(file: AttachmentView): Promise<void> {
    const bytes = await this.fetched(file);
    if (bytes) saveDocument(bytes, file.name);
  }

  protected async remove(file: AttachmentView): Promise<void> {
    const part = (await import('./remove-file.sheet.js')).RemoveFileSheet;
    const removed = await this.sheets.open<RemoveFileSheet, AttachmentView, boolean>(part, { data: file });
    if (!removed) return;
    this.list.reload();
    this.notices.say(this.t('attachments.removed', { name: file.name }));
  }

  private subject(): { subjectKind: string; subjectId: string } {
    return { subjectKind: this.subjectKind(), subjectId: this.subjectId() };
  }

  private async send(): Promise<void> {
    await this.outgoing.send(this.subject(), () => this.list.reload());
  }

  private async fetched({ id, name }: AttachmentView): Promise<Blob | null> {
    try {
      return await this.api.content(id);
    } catch (error) {
      const reason = this.sentences.sentence(toRequestProblem(error));
      this.notices.say(this.t('attachments.notOpened', { name, reason }), 'problem');
      return null;
    }
  }
}
