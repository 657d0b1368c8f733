ALTER TABLE `lead_copy_row` ADD `status` integer;--> statement-breakpoint
ALTER TABLE `lead_copy_row` ADD `interest` integer;