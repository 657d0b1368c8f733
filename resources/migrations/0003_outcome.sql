ALTER TABLE `export_problem` RENAME COLUMN `fate` TO `outcome`;--> statement-breakpoint
DROP INDEX `export_problem_fate`;--> statement-breakpoint
CREATE INDEX `export_problem_outcome` ON `export_problem` (`export_id`,`outcome`);