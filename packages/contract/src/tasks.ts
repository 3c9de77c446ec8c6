/**
 * 任务督办: tasks with their lamp, 13710 clocks and ladder; the board, one task's page, and what people do with it.
 *
 * Who may do what is decided per task and said by `Task.can`: the page shows the acts listed there and no others.
 * Sides: the **responsible** side (责任方: owner person, or anybody of the owner's bureau where no person is named) signs,
 * reports, asks for extension, applies for close-out, replies. The **issuing** side (交办方: the department, or the city for
 * what it split among its counties) judges reports, decides extensions, checks, closes, issues notices.
 * Sentences (`Run[]`, reasons, words) come in the language asked for by `lang`; everything else is codes the page words.
 */

export * from './task-acts.ts';
export * from './task-board.ts';
export * from './task-files.ts';
export * from './task-handover.ts';
export * from './task-names.ts';
export * from './task-notices.ts';
export * from './task-record.ts';
export * from './task-row.ts';
export * from './task-settings.ts';
