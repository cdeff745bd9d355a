import { ChangeDetectionStrategy, Component, ElementRef, output, signal, viewChild, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { LIMITS } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { ACCEPTED } from '../data/file-words.js';

/** Takes files: chosen, dropped, or photographed where there is a camera at hand. */
@Component({
  selector: 'tx-file-choice',
  imports: [Icon, MatButton],
  templateUrl: './file-choice.html',
  styleUrl: './file-choice.scss',
  host: {
    // A file that misses the zone must not replace the page.
    '(document:dragover)': 'keepPage($event)',
    '(document:drop)': 'keepPage($event)',
    '(dragenter)': 'dragged($event)',
    '(dragover)': 'dragged($event)',
    '(dragleave)': 'over.set(false)',
    '(drop)': 'dropped($event)',
    '[class.over]': 'over()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FileChoice {
  protected readonly t = translate();
  protected readonly accepted = ACCEPTED;
  protected readonly megabytes = LIMITS.attachmentBytes / (1024 * 1024);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  private readonly camera = viewChild.required<ElementRef<HTMLInputElement>>('camera');

  /** How many files may still be taken. */
  readonly room = input<number>(LIMITS.attachmentsPerSubject);
  readonly chosen = output<File[]>();
  protected readonly over = signal(false);

  protected choose(): void {
    this.field().nativeElement.click();
  }

  protected photograph(): void {
    this.camera().nativeElement.click();
  }

  protected picked({ target }: Event): void {
    const field = target as HTMLInputElement;
    const files = [...(field.files ?? [])];
    // The same file, mended, can be chosen again.
    field.value = '';
    this.take(files);
  }

  protected dragged(event: DragEvent): void {
    event.preventDefault();
    this.over.set(true);
  }

  protected dropped(event: DragEvent): void {
    event.preventDefault();
    this.over.set(false);
    this.take([...(event.dataTransfer?.files ?? [])]);
  }

  protected keepPage(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  }

  private take(files: readonly File[]): void {
    const fitting = files.slice(0, this.room());
    if (fitting.length > 0) this.chosen.emit(fitting);
  }
}
