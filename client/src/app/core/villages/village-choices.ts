import { DOCUMENT, Directive, ElementRef, Injectable, inject, type OnDestroy } from '@angular/core';
import type { Page, VillageView } from '@tongxin/shared';
import { Api } from '../http/api.js';
import { newId } from '../identifiers.js';

/** The names of the school's register of villages, fetched when somebody first needs them. */
@Injectable({ providedIn: 'root' })
export class VillageNames {
  private readonly api = inject(Api);

  /** @returns the registered names in order; none where they cannot be had: a suggestion is no reason for a complaint */
  async all(): Promise<readonly string[]> {
    const names: string[] = [];
    try {
      for (let cursor: string | null = ''; cursor !== null;) {
        const query = new URLSearchParams({ limit: '100', ...(cursor === '' ? {} : { cursor }) });
        const page: Page<VillageView> = await this.api.get<Page<VillageView>>(`/api/villages?${query}`);
        names.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      }
    } catch {
      return names;
    }
    return names;
  }
}

/** Suggests the villages of the register in a field that takes any text. */
@Directive({
  selector: 'input[txVillageChoices]',
  host: { '[attr.list]': 'id', '(focus)': 'suggest()' },
})
export class VillageChoices implements OnDestroy {
  protected readonly id = `villages-${newId()}`;
  private readonly names = inject(VillageNames);
  private readonly document = inject(DOCUMENT);
  private readonly field = inject<ElementRef<HTMLInputElement>>(ElementRef);
  private list: HTMLDataListElement | undefined;

  protected async suggest(): Promise<void> {
    if (this.list) return;
    const list = this.document.createElement('datalist');
    list.id = this.id;
    this.list = list;
    this.field.nativeElement.after(list);
    for (const name of await this.names.all()) {
      const option = this.document.createElement('option');
      option.value = name;
      list.append(option);
    }
  }

  ngOnDestroy(): void {
    this.list?.remove();
  }
}
