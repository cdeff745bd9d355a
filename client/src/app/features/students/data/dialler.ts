import { Injectable } from '@angular/core';

/** Hands a number to the telephone of the device. */
@Injectable({ providedIn: 'root' })
export class Dialler {
  /** @param number in the stored form: `13812345678`, `0536-1234567-801` or `+818012345678` */
  dial(number: string): void {
    window.location.href = telephoneAddress(number);
  }
}

/** The address a telephone understands; what stands behind a second dash is an extension and is dialled after a pause. */
export function telephoneAddress(number: string): string {
  const [first = '', second, extension] = number.split('-');
  return `tel:${first}${second ?? ''}${extension ? `,${extension}` : ''}`;
}
