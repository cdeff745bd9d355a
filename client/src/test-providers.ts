import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { inject, provideAppInitializer, type EnvironmentProviders, type Provider } from '@angular/core';
import { provideRouter } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { LANGUAGES } from './app/core/language/languages.js';
import { TextLoader } from './app/core/language/text-loader.js';
import { Texts } from './app/core/language/texts.js';
import { sessionInterceptor } from './app/core/session/session.interceptor.js';

/** Around every unit test: the real texts, the real interceptor, a server that the test plays itself (HttpTestingController). */
const providers: (Provider | EnvironmentProviders)[] = [
  provideHttpClient(withInterceptors([sessionInterceptor])),
  provideHttpClientTesting(),
  provideRouter([]),
  provideTransloco({
    config: { availableLangs: [...LANGUAGES], defaultLang: 'en', reRenderOnLangChange: true, prodMode: true },
    loader: TextLoader,
  }),
  provideAppInitializer(async () => {
    const texts = inject(Texts);
    await texts.start();
    await texts.whole();
  }),
];

export default providers;
