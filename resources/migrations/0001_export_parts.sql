ALTER TABLE `export_run` ADD `promised` integer;--> statement-breakpoint
ALTER TABLE `export_run` ADD `part` text;