ALTER TABLE `export_batch` ADD `ahead_ms` integer;--> statement-breakpoint
ALTER TABLE `inbox_send` ADD `ahead_ms` integer;