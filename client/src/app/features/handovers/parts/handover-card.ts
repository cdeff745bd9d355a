import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { HandoversApi } from '../data/handovers.api.js';

/** On Today: a class that waits to be handed over or taken over by whoever looks. Nothing while there is none. */
@Component({
  selector: 'tx-handover-card',
  imports: [Icon, RouterLink],
  template: `
    @for (handover of waiting(); track handover.id) {
      <a class="card" [routerLink]="['/handovers', handover.id]">
        <tx-icon name="school" />
        <span>
          <strong>{{ t('handovers.of', { class: classes.label(handover.class) }) }}</strong>
          <span class="muted">{{ t('handovers.needs.' + handover.may[0]) }}</span>
        </span>
        <tx-icon name="chevron-right" />
      </a>
    }
  `,
  styles: `
    :host {
      display: contents;
    }

    a {
      display: flex;
      align-items: center;
      gap: 14px;
      min-height: 64px;
      padding: 12px 18px;
      color: inherit;
      text-decoration: none;
    }

    a > span {
      display: flex;
      flex: 1;
      flex-direction: column;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HandoverCard {
  protected readonly t = translate();
  protected readonly classes = inject(ClassWords);
  private readonly session = inject(Session);
  private readonly list = inject(HandoversApi).list(() => this.session.may('handover.edit'));
  protected readonly waiting = computed(() =>
    (this.list.value()?.items ?? []).filter(({ may, acknowledged }) => may.length > 0 && acknowledged.length === 0),
  );
}
