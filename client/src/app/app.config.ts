import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import {
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  type ApplicationConfig,
} from '@angular/core';
import {
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withRouterConfig,
} from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { routes } from './app.routes.js';
import { LANGUAGES } from './core/language/languages.js';
import { TextLoader } from './core/language/text-loader.js';
import { Texts } from './core/language/texts.js';
import { Session } from './core/session/session.js';
import { sessionInterceptor } from './core/session/session.interceptor.js';
import { ScreenTitles } from './shell/screen-titles.js';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
    ),
    { provide: TitleStrategy, useExisting: ScreenTitles },
    provideHttpClient(withFetch(), withInterceptors([sessionInterceptor])),
    provideTransloco({
      config: {
        availableLangs: [...LANGUAGES],
        defaultLang: 'zh-CN',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
        missingHandler: { allowEmpty: true, logMissingKey: isDevMode() },
      },
      loader: TextLoader,
    }),
    provideAppInitializer(() => {
      const texts = inject(Texts);
      const session = inject(Session);
      return Promise.all([texts.start(), session.load()]).then(() => undefined);
    }),
  ],
};
