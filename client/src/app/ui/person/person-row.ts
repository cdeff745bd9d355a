import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Face } from './face.js';

/**
 * One person in a list: the name is the largest thing, quiet words stand under it, marks and actions at the end
 * (content with the attribute `marks` or `actions`). With a `link`, the name opens the person.
 */
@Component({
  selector: 'tx-person-row',
  imports: [Face, RouterLink],
  templateUrl: './person-row.html',
  styleUrl: './person-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonRow {
  readonly name = input.required<string>();
  /** Where the name leads; without it the name is plain. */
  readonly link = input<string | readonly unknown[]>();
  readonly details = input<readonly (string | null | undefined)[]>([]);
  protected readonly line = computed(() => this.details().filter((part): part is string => !!part));
}
