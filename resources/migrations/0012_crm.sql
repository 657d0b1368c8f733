CREATE TABLE `crm_delivery` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`handover_id` integer NOT NULL,
	`target_id` integer NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at` text,
	`settled_at` text,
	`status` integer,
	`problem` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`handover_id`) REFERENCES `crm_handover`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_id`) REFERENCES `crm_target`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crm_delivery_once` ON `crm_delivery` (`handover_id`,`target_id`);--> statement-breakpoint
CREATE INDEX `crm_delivery_due` ON `crm_delivery` (`state`,`next_try_at`);--> statement-breakpoint
CREATE INDEX `crm_delivery_workspace` ON `crm_delivery` (`workspace_id`,`id`);--> statement-breakpoint
CREATE TABLE `crm_handover` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`lead_key` text NOT NULL,
	`uid` text NOT NULL,
	`email` text NOT NULL,
	`body` text NOT NULL,
	`handed_at` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crm_handover_key` ON `crm_handover` (`workspace_id`,`lead_key`);--> statement-breakpoint
CREATE TABLE `crm_target` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`private_network` integer NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `crm_target_workspace` ON `crm_target` (`workspace_id`);