DROP INDEX `lead_label_stage`;--> statement-breakpoint
ALTER TABLE `lead_label` ADD `first_listed_in` integer;--> statement-breakpoint
ALTER TABLE `lead_label` ADD `came_with` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `lead_label_gone` ON `lead_label` (`workspace_id`,`email`,`value`) WHERE "lead_label"."gone" > 0 and "lead_label"."stage" > 0;--> statement-breakpoint
CREATE INDEX `lead_label_stage` ON `lead_label` (`workspace_id`,`campaign_id`,`stage`,`came_with`,`interested_at`,`meeting_at`,`closed_at`) WHERE "lead_label"."stage" > 0;
--> statement-breakpoint
UPDATE `lead_label` SET `first_listed_in` = `listed_in`;
--> statement-breakpoint
DROP TRIGGER `lead_label_count_added`;
--> statement-breakpoint
DROP TRIGGER `lead_label_count_removed`;
--> statement-breakpoint
DROP TRIGGER `lead_label_count_changed`;
--> statement-breakpoint
CREATE TRIGGER `lead_label_count_added` AFTER INSERT ON `lead_label` WHEN new.`stage` > new.`came_with` BEGIN
	INSERT INTO `lead_label_count` (`workspace_id`, `campaign_id`, `interested`, `meetings`, `closed`)
	VALUES (new.`workspace_id`, new.`campaign_id`, new.`stage` > 0 and new.`came_with` < 1,
		new.`stage` > 1 and new.`came_with` < 2, new.`stage` > 2 and new.`came_with` < 3)
	ON CONFLICT DO UPDATE SET `interested` = `interested` + excluded.`interested`,
		`meetings` = `meetings` + excluded.`meetings`, `closed` = `closed` + excluded.`closed`;
END;
--> statement-breakpoint
CREATE TRIGGER `lead_label_count_removed` AFTER DELETE ON `lead_label` WHEN old.`stage` > old.`came_with` BEGIN
	UPDATE `lead_label_count` SET `interested` = `interested` - (old.`stage` > 0 and old.`came_with` < 1),
		`meetings` = `meetings` - (old.`stage` > 1 and old.`came_with` < 2),
		`closed` = `closed` - (old.`stage` > 2 and old.`came_with` < 3)
	WHERE `workspace_id` = old.`workspace_id` and `campaign_id` = old.`campaign_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `lead_label_count_changed` AFTER UPDATE ON `lead_label` WHEN old.`stage` <> new.`stage`
	or old.`came_with` <> new.`came_with` or old.`workspace_id` <> new.`workspace_id`
	or old.`campaign_id` <> new.`campaign_id` BEGIN
	UPDATE `lead_label_count` SET `interested` = `interested` - (old.`stage` > 0 and old.`came_with` < 1),
		`meetings` = `meetings` - (old.`stage` > 1 and old.`came_with` < 2),
		`closed` = `closed` - (old.`stage` > 2 and old.`came_with` < 3)
	WHERE `workspace_id` = old.`workspace_id` and `campaign_id` = old.`campaign_id`;
	INSERT INTO `lead_label_count` (`workspace_id`, `campaign_id`, `interested`, `meetings`, `closed`)
	VALUES (new.`workspace_id`, new.`campaign_id`, new.`stage` > 0 and new.`came_with` < 1,
		new.`stage` > 1 and new.`came_with` < 2, new.`stage` > 2 and new.`came_with` < 3)
	ON CONFLICT DO UPDATE SET `interested` = `interested` + excluded.`interested`,
		`meetings` = `meetings` + excluded.`meetings`, `closed` = `closed` + excluded.`closed`;
END;
