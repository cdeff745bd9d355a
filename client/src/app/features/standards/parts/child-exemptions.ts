import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ClassName, ExemptionListItem } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { ExemptionSheets } from '../data/exemption-sheets.js';
import { ExemptionWords } from '../data/exemption-words.js';
import { StandardsApi } from '../data/standards.api.js';

/** What a child is, or was, excused from, on the child's own page; nothing where there is nothing to see or to do. */
@Component({
  selector: 'tx-child-exemptions',
  imports: [Icon, MatButton],
  template: `
    @if (items().length || mayGrant()) {
      <header>
        <h4>{{ t('careStandards.exemptions.title') }}</h4>
        @if (mayGrant()) {
          <button matButton="text" type="button" (click)="grant()">
            {{ t('careStandards.exemptions.grantShort') }}
          </button>
        }
      </header>
      @if (items().length) {
        <ul>
          @for (one of items(); track one.id) {
            <li>
              <button type="button" (click)="show(one)">
                <span>
                  <span class="what">{{ t('standards.' + one.standard.code) }} · {{ words.span(one) }}</span>
                  @if (words.end(one); as end) {
                    <span class="muted">{{ end }}</span>
                  }
                </span>
                <tx-icon name="chevron-right" />
              </button>
            </li>
          }
        </ul>
      } @else {
        <p class="muted none">{{ t('careStandards.exemptions.noneOfChild') }}</p>
      }
    }
  `,
  styles: `
    :host {
      display: block;
    }

    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      min-height: 40px;
    }

    h4 {
      font: var(--mat-sys-title-small);
    }

    li button {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      width: 100%;
      min-height: 48px;
      padding: 6px 8px;
      margin-inline: -8px;
      border: 0;
      border-radius: 12px;
      background: none;
      text-align: start;
      cursor: pointer;

      &:hover {
        background: var(--mat-sys-surface-container-high);
      }
    }

    li .muted {
      display: block;
    }

    .what {
      font: var(--mat-sys-body-large);
      letter-spacing: 0;
    }

    .muted {
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChildExemptions {
  protected readonly t = translate();
  protected readonly words = inject(ExemptionWords);
  private readonly session = inject(Session);
  private readonly sheets = inject(ExemptionSheets);
  readonly student = input.required<{ id: string; name: string; class: ClassName | null }>();
  /** The child has an open or resting care file: only then is there anything to excuse from. */
  readonly inCare = input(true);
  /** The child's duties have changed by it. */
  readonly changed = output();

  private readonly list = inject(StandardsApi).exemptions(() =>
    this.session.may('exemption.view') ? { studentId: this.student().id } : undefined,
  );
  protected readonly items = computed<readonly ExemptionListItem[]>(() => this.list.items() ?? []);
  protected readonly mayGrant = computed(() => this.inCare() && this.session.may('exemption.edit'));

  protected async grant(): Promise<void> {
    if (await this.sheets.grant({ student: this.student() })) this.reread();
  }

  protected async show(one: ExemptionListItem): Promise<void> {
    if (await this.sheets.show(one.id)) this.reread();
  }

  private reread(): void {
    this.list.first.reload();
    this.changed.emit();
  }
}
