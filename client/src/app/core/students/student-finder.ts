import { Injectable, inject } from '@angular/core';
import type { Page, StudentListItem, StudentSearchRequest } from '@tongxin/shared';
import { Api } from '../http/api.js';

/** Finds children by characters, pinyin or initials, for every place where a child is named: the search key, a talk with several. */
@Injectable({ providedIn: 'root' })
export class StudentFinder {
  private readonly api = inject(Api);

  /** At most `limit` children this person may see; an empty query finds nobody. */
  async find(query: string, limit = 8): Promise<StudentListItem[]> {
    const wanted = query.trim();
    if (wanted === '') return [];
    const request: StudentSearchRequest = { query: wanted, limit };
    return (await this.api.ask<Page<StudentListItem>>('/api/students/search', request)).items;
  }
}
