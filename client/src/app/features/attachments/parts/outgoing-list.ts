import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Texts, translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { iconOf, sizeWords } from '../data/file-words.js';
import type { OutgoingFile } from '../data/outgoing-files.js';

/** Chosen files that have not arrived: waiting, on their way, or refused with the reason. */
@Component({
  selector: 'tx-outgoing-list',
  imports: [Icon, MatButton, MatIconButton],
  templateUrl: './outgoing-list.html',
  styleUrl: './file-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OutgoingList {
  protected readonly t = translate();
  private readonly texts = inject(Texts);
  readonly files = input.required<readonly OutgoingFile[]>();
  readonly dropped = output<OutgoingFile>();
  readonly retried = output<OutgoingFile>();

  protected icon({ file }: OutgoingFile) {
    return iconOf({ name: file.name, mediaType: file.type });
  }

  protected size({ file }: OutgoingFile): string {
    return sizeWords(file.size, this.texts.language());
  }
}
