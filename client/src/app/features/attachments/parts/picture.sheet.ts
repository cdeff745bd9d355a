import { ChangeDetectionStrategy, Component, DestroyRef, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { AttachmentView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { saveDocument } from '../../imports/data/save-document.js';

export interface PictureData {
  file: AttachmentView;
  bytes: Blob;
}

/** Shows one picture as large as the screen allows. */
@Component({
  selector: 'tx-picture-sheet',
  imports: [Icon, MatButton, SheetFrame],
  template: `
    <tx-sheet-frame [title]="data.file.name">
      <img [src]="address" [alt]="data.file.name" [width]="data.file.width" [height]="data.file.height" />
      <button actions matButton="outlined" type="button" (click)="save()">
        <tx-icon name="download" />{{ t('attachments.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    img {
      display: block;
      width: auto;
      max-width: 100%;
      height: auto;
      max-height: 70vh;
      margin: 0 auto;
      border-radius: var(--mat-sys-corner-small);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PictureSheet {
  protected readonly t = translate();
  protected readonly data = inject<PictureData>(MAT_DIALOG_DATA);
  protected readonly address = URL.createObjectURL(this.data.bytes);

  constructor() {
    inject(DestroyRef).onDestroy(() => URL.revokeObjectURL(this.address));
  }

  protected save(): void {
    saveDocument(this.data.bytes, this.data.file.name);
  }
}
