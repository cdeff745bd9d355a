import { Injectable, inject } from '@angular/core';
import type { UserListItem } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { Texts } from '../../../core/language/texts.js';

/** What a colleague is, in one line: posts and classes; each once. */
@Injectable({ providedIn: 'root' })
export class PersonWords {
  private readonly texts = inject(Texts);
  private readonly classes = inject(ClassWords);

  readonly posts = (person: Pick<UserListItem, 'roles' | 'classes'>): string[] => {
    const roles = person.roles.map(({ role }) => this.texts.t(`roles.${role}`));
    const classes = person.classes.map(({ class: of, role, subject }) =>
      this.texts.t(`accounts.posts.${role}`, { class: this.classes.label(of), subject: subject ?? '' }),
    );
    return [...new Set([...roles, ...classes])];
  };
}
