import { DefaultNamingStrategy } from 'typeorm';

/** `heldOn` in code is `held_on` in the database, everywhere and without saying so. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
