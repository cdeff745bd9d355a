import { ROLES } from '@tongxin/shared';
import { ShownBoolean, ShownChoice, ShownParts, ShownText } from '../../platform/fields/shown.js';

export class DemoAccountView {
  @ShownText() username: string;
  @ShownText() name: string;
  @ShownChoice(ROLES) role: string;
  @ShownText() school: string;
  @ShownText({ nullable: true }) classLabel: string | null;
}

/** Whether this is a demo; if so, the accounts that can be tried and the password they share. */
export class DemoView {
  @ShownBoolean() demo: boolean;
  @ShownText({ nullable: true }) password: string | null;
  @ShownParts(() => DemoAccountView) accounts: DemoAccountView[];
}
