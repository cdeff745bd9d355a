import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** The short form of a name as it stands in the circle: the given name of a Chinese name, the initials of others. */
export function shortName(name: string): string {
  const characters = [...name.replaceAll(/[·•\s]+$/gu, '')];
  if (characters.some((character) => /\p{Script=Han}/u.test(character))) {
    return characters.length <= 2 ? characters.slice(-1).join('') : characters.slice(-2).join('');
  }
  const words = name.trim().split(/[\s·]+/u);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}

/** A quiet circle with the short form of a name. Its tint comes from the name alone and means nothing. */
@Component({
  selector: 'tx-face',
  template: `{{ short() }}`,
  styles: `
    :host {
      display: grid;
      flex: none;
      place-items: center;
      width: var(--tx-face-size, 44px);
      height: var(--tx-face-size, 44px);
      border-radius: 50%;
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
      font-size: calc(var(--tx-face-size, 44px) * 0.33);
      font-weight: 600;
      line-height: 1;
    }

    :host([data-tint='1']) {
      background: color-mix(in srgb, var(--mat-sys-primary-container) 50%, var(--mat-sys-surface-container-high));
      color: var(--mat-sys-on-primary-container);
    }

    :host([data-tint='2']) {
      background: var(--mat-sys-surface-container-highest);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
  host: { 'aria-hidden': 'true', '[attr.data-tint]': 'tint()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Face {
  readonly name = input.required<string>();
  protected readonly short = computed(() => shortName(this.name()));
  protected readonly tint = computed(
    () => [...this.name()].reduce((sum, character) => sum + character.codePointAt(0)!, 0) % 3,
  );
}
