import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { OwnSession } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';
import { States } from '../../../ui/states/states.js';
import { OwnAccountApi } from '../data/own-account.api.js';

const PHONES = ['harmonyOs', 'android', 'iPhone', 'iPad'];

/** Where one is signed in now; every other device can be signed out from here. */
@Component({
  selector: 'tx-own-devices',
  imports: [Icon, MatButton, States],
  templateUrl: './own-devices.html',
  styleUrl: './own-devices.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnDevices {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly api = inject(OwnAccountApi);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  protected readonly devices = this.api.devices();
  /** The device just being signed out, or `others`. */
  protected readonly ending = signal<string | null>(null);
  protected readonly others = computed(() => this.devices.value()?.items.filter((device) => !device.current) ?? []);

  protected name({ browser, system }: OwnSession): string {
    const words = [browser && this.t(`browsers.${browser}`), system && this.t(`systems.${system}`)].filter(Boolean);
    return words.join(' · ') || this.t('ownAccount.devices.unknown');
  }

  protected icon({ system }: OwnSession): IconName {
    return system && PHONES.includes(system) ? 'device-phone' : 'device-computer';
  }

  protected async signOut(device: OwnSession): Promise<void> {
    await this.end(device.id, async () => {
      await this.api.signOutDevice(device.id).catch((error: unknown) => {
        // It has signed out by itself meanwhile.
        if (toRequestProblem(error).status !== 404) throw error;
      });
      this.notices.say(this.t('ownAccount.devices.signedOut', { device: this.name(device) }));
    });
  }

  protected async signOutOthers(): Promise<void> {
    await this.end('others', async () => {
      await this.api.signOutOthers();
      this.notices.say(this.t('ownAccount.devices.othersSignedOut'));
    });
  }

  private async end(what: string, act: () => Promise<void>): Promise<void> {
    if (this.ending()) return;
    this.ending.set(what);
    try {
      await act();
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    } finally {
      this.ending.set(null);
      this.devices.reload();
    }
  }
}
