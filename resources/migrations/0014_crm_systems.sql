CREATE TABLE `crm_deal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`target_id` integer NOT NULL,
	`email` text NOT NULL,
	`campaign_id` text NOT NULL,
	`uid` text NOT NULL,
	`company_id` text,
	`company_sent_at` text,
	`person_id` text,
	`person_sent_at` text,
	`remote_id` text,
	`remote_sent_at` text,
	`state` text,
	`pipeline` text,
	`stage` text,
	`value` real,
	`currency` text,
	`closed_at` text,
	`read_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_id`) REFERENCES `crm_target`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crm_deal_once` ON `crm_deal` (`target_id`,`campaign_id`,`email`);--> statement-breakpoint
CREATE INDEX `crm_deal_lead` ON `crm_deal` (`workspace_id`,`email`);--> statement-breakpoint
CREATE INDEX `crm_deal_read` ON `crm_deal` (`target_id`,`read_at`);--> statement-breakpoint
ALTER TABLE `crm_delivery` ADD `deal_id` integer REFERENCES crm_deal(id);--> statement-breakpoint
ALTER TABLE `crm_delivery` ADD `note_id` text;--> statement-breakpoint
ALTER TABLE `crm_delivery` ADD `note_sent_at` text;--> statement-breakpoint
CREATE INDEX `crm_delivery_deal` ON `crm_delivery` (`deal_id`);--> statement-breakpoint
ALTER TABLE `crm_target` ADD `settings` text;--> statement-breakpoint
ALTER TABLE `crm_target` ADD `read_at` text;--> statement-breakpoint
ALTER TABLE `crm_target` ADD `next_read_at` text;--> statement-breakpoint
ALTER TABLE `crm_target` ADD `read_problem` text;