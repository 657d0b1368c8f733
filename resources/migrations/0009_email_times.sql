ALTER TABLE `inbox_message` ADD `own_at` integer;--> statement-breakpoint
ALTER TABLE `inbox_message` ADD `got_at` integer;--> statement-breakpoint
ALTER TABLE `inbox_message` ADD `leadless` integer DEFAULT 0 NOT NULL;