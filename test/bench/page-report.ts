import { PAGE_GOALS, type Interaction, type Opening, type PageFigures } from './page.js';
import { atMost, round, type Finding, type Table } from './report.js';

/** The figures of the page as the report shows them. */
export function pageReport(figures: PageFigures): { findings: Finding[]; table: Table } {
  const openings: readonly (readonly [string, Opening])[] = [
    ['sign-in, first visit', figures.door],
    ['Today, nothing kept', figures.today],
    ['Overview, nothing kept', figures.overview],
    ['Today again', figures.todayAgain],
  ];
  const presses: readonly (readonly [string, Interaction])[] = [
    ['log a talk', figures.logTalk],
    ['menu', figures.menu],
    ['search', figures.search],
  ];
  return {
    findings: [
      ...openings
        .slice(0, 3)
        .flatMap(([name, { largestPaint, data }]) => [
          atMost(`${name}: largest paint`, largestPaint, PAGE_GOALS.largestPaintMilliseconds, ' ms', 0),
          atMost(`${name}: data on screen`, data, PAGE_GOALS.dataMilliseconds, ' ms', 0),
        ]),
      ...presses.map(([name, { nextPaint, until }]) =>
        atMost(
          `${name}: until it stands there`,
          Math.max(nextPaint, until),
          PAGE_GOALS.interactionMilliseconds,
          ' ms',
          0,
        ),
      ),
      ...Object.entries(figures.listAnswers).map(([name, bytes]) =>
        atMost(`a page of 50, ${name}, compressed`, bytes / 1000, PAGE_GOALS.listAnswerBytes / 1000, ' kB', 1),
      ),
    ],
    table: {
      title: 'The page on a phone (390 px, CPU four times slower, 1.6 Mbit/s, 150 ms there and back), ms',
      head: ['screen', 'first paint', 'largest paint', 'data on screen', 'shift', 'kB', 'CPU'],
      rows: [
        ...openings.map(([name, one]) => [
          name,
          round(one.firstPaint, 0),
          round(one.largestPaint, 0),
          round(one.data, 0),
          round(one.shift, 3),
          round(one.bytes / 1000, 0),
          round(one.cpu, 0),
        ]),
        ...presses.map(([name, { nextPaint, until }]) => [
          `press: ${name}`,
          round(nextPaint, 0),
          '',
          round(until, 0),
          '',
          '',
          '',
        ]),
      ],
    },
  };
}
