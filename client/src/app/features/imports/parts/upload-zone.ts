import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { LIMITS } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

const MEGABYTE = 1024 * 1024;

/** Takes one workbook, dropped or chosen; says before what may be taken. A file that cannot be one is refused here, the server decides. */
@Component({
  selector: 'tx-upload-zone',
  imports: [Icon, MatButton],
  templateUrl: './upload-zone.html',
  styleUrl: './upload-zone.scss',
  host: {
    // A file that misses the zone must not replace the page.
    '(document:dragover)': 'keepPage($event)',
    '(document:drop)': 'keepPage($event)',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UploadZone {
  protected readonly t = translate();
  private readonly texts = inject(Texts);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  /** The name of the file that is being sent; null when none is. */
  readonly sending = input<string | null>(null);
  readonly chosen = output<File>();

  protected readonly over = signal(false);
  protected readonly refusal = signal<string | null>(null);
  protected readonly remark = signal<string | null>(null);
  protected readonly limits = computed(() =>
    this.t('imports.upload.limits', {
      megabytes: LIMITS.workbookBytes / MEGABYTE,
      rows: LIMITS.workbookRows.toLocaleString(this.texts.language()),
    }),
  );

  protected choose(): void {
    this.field().nativeElement.click();
  }

  protected picked(): void {
    const field = this.field().nativeElement;
    const files = [...(field.files ?? [])];
    // The same file, mended, can be chosen again.
    field.value = '';
    this.take(files);
  }

  protected dragged(event: DragEvent): void {
    event.preventDefault();
    this.over.set(this.sending() === null);
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
    const [file] = files;
    if (!file || this.sending() !== null) return;
    this.refusal.set(this.reasonAgainst(file));
    this.remark.set(files.length > 1 ? this.t('imports.upload.onlyOne', { name: file.name }) : null);
    if (this.refusal() === null) this.chosen.emit(file);
  }

  private reasonAgainst({ name, size }: File): string | null {
    if (!/\.xlsx$/i.test(name)) return this.t('imports.upload.wrongKind', { name });
    if (size === 0) return this.t('imports.upload.empty', { name });
    if (size <= LIMITS.workbookBytes) return null;
    const megabytes = (size / MEGABYTE).toLocaleString(this.texts.language(), { maximumFractionDigits: 1 });
    return this.t('imports.upload.tooLarge', { name, megabytes, limit: LIMITS.workbookBytes / MEGABYTE });
  }
}
