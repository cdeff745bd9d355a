import { HttpTestingController } from '@angular/common/http/testing';
import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { VillageChoices } from './village-choices.js';

@Component({
  imports: [VillageChoices],
  template: `<p><input txVillageChoices /></p>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
class AField {}

describe('a field for a village', () => {
  it('suggests the register once somebody comes to it, and asks for it once', async () => {
    const server = TestBed.inject(HttpTestingController);
    const fixture = TestBed.createComponent(AField);
    fixture.detectChanges();
    const input = (fixture.nativeElement as HTMLElement).querySelector('input')!;
    server.expectNone('/api/villages?limit=100');
    input.dispatchEvent(new Event('focus'));
    input.dispatchEvent(new Event('focus'));
    server
      .expectOne('/api/villages?limit=100')
      .flush({ items: [{ name: '东庄村' }, { name: '西河村' }], nextCursor: null });
    await new Promise((resolve) => setTimeout(resolve));
    const list = (fixture.nativeElement as HTMLElement).querySelector('datalist')!;
    expect(input.getAttribute('list')).toBe(list.id);
    expect([...list.querySelectorAll('option')].map(({ value }) => value)).toEqual(['东庄村', '西河村']);
  });

  it('stays a plain field where the register cannot be had', async () => {
    const server = TestBed.inject(HttpTestingController);
    const fixture = TestBed.createComponent(AField);
    fixture.detectChanges();
    const input = (fixture.nativeElement as HTMLElement).querySelector('input')!;
    input.dispatchEvent(new Event('focus'));
    server.expectOne('/api/villages?limit=100').flush(null, { status: 503, statusText: 'Unavailable' });
    await new Promise((resolve) => setTimeout(resolve));
    expect((fixture.nativeElement as HTMLElement).querySelectorAll('option')).toHaveLength(0);
  });
});
