import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { translate } from '../../../core/language/texts.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { States } from '../../../ui/states/states.js';
import { SchoolApi } from '../data/school.api.js';

/** What the school is called, how many years its stages have, and by which clock it lives. */
@Component({
  selector: 'tx-profile-page',
  imports: [PageHeader, States],
  templateUrl: './profile.page.html',
  styleUrl: './profile.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfilePage {
  protected readonly t = translate();
  protected readonly reading = inject(SchoolApi).school();
  protected readonly school = computed(() => this.reading.value()?.items[0]);
}
