"""Compiled from resources/ui/workspace_form.ui by `make forms`; edit that instead."""

from PySide6.QtCore import (
    QCoreApplication,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)


class Ui_WorkspaceForm:
    def setupUi(self, WorkspaceForm: QWidget) -> None:
        if not WorkspaceForm.objectName():
            WorkspaceForm.setObjectName(u"WorkspaceForm")
        WorkspaceForm.resize(520, 640)
        self.sections = QVBoxLayout(WorkspaceForm)
        self.sections.setObjectName(u"sections")
        self.section_1 = QWidget(WorkspaceForm)
        self.section_1.setObjectName(u"section_1")
        self.rows_1 = QFormLayout(self.section_1)
        self.rows_1.setObjectName(u"rows_1")
        self.rows_1.setFieldGrowthPolicy(QFormLayout.AllNonFixedFieldsGrow)
        self.rows_1.setRowWrapPolicy(QFormLayout.WrapLongRows)
        self.rows_1.setContentsMargins(0, 0, 0, 0)
        self.heading_1 = QLabel(self.section_1)
        self.heading_1.setObjectName(u"heading_1")
        self.rows_1.setWidget(0, QFormLayout.ItemRole.SpanningRole, self.heading_1)
        self.name_label = QLabel(self.section_1)
        self.name_label.setObjectName(u"name_label")
        self.rows_1.setWidget(1, QFormLayout.ItemRole.LabelRole, self.name_label)
        self.name = QLineEdit(self.section_1)
        self.name.setObjectName(u"name")
        self.rows_1.setWidget(1, QFormLayout.ItemRole.FieldRole, self.name)
        self.coalition_label = QLabel(self.section_1)
        self.coalition_label.setObjectName(u"coalition_label")
        self.rows_1.setWidget(2, QFormLayout.ItemRole.LabelRole, self.coalition_label)
        self.coalition = QLineEdit(self.section_1)
        self.coalition.setObjectName(u"coalition")
        self.rows_1.setWidget(2, QFormLayout.ItemRole.FieldRole, self.coalition)
        self.sections.addWidget(self.section_1)
        self.section_2 = QWidget(WorkspaceForm)
        self.section_2.setObjectName(u"section_2")
        self.rows_2 = QFormLayout(self.section_2)
        self.rows_2.setObjectName(u"rows_2")
        self.rows_2.setFieldGrowthPolicy(QFormLayout.AllNonFixedFieldsGrow)
        self.rows_2.setRowWrapPolicy(QFormLayout.WrapLongRows)
        self.rows_2.setContentsMargins(0, 0, 0, 0)
        self.heading_2 = QLabel(self.section_2)
        self.heading_2.setObjectName(u"heading_2")
        self.rows_2.setWidget(0, QFormLayout.ItemRole.SpanningRole, self.heading_2)
        self.practice_group = QCheckBox(self.section_2)
        self.practice_group.setObjectName(u"practice_group")
        self.rows_2.setWidget(1, QFormLayout.ItemRole.FieldRole, self.practice_group)
        self.policy_group = QCheckBox(self.section_2)
        self.policy_group.setObjectName(u"policy_group")
        self.rows_2.setWidget(2, QFormLayout.ItemRole.FieldRole, self.policy_group)
        self.funding_group = QCheckBox(self.section_2)
        self.funding_group.setObjectName(u"funding_group")
        self.rows_2.setWidget(3, QFormLayout.ItemRole.FieldRole, self.funding_group)
        self.sections.addWidget(self.section_2)
        self.name_label.setBuddy(self.name)
        self.coalition_label.setBuddy(self.coalition)
        self.retranslateUi(WorkspaceForm)

    def retranslateUi(self, WorkspaceForm: QWidget) -> None:
        WorkspaceForm.setWindowTitle(QCoreApplication.translate("WorkspaceForm", u"Start my own workspace", None))
        self.heading_1.setText(QCoreApplication.translate("WorkspaceForm", u"Your workspace", None))
        self.name_label.setText(QCoreApplication.translate("WorkspaceForm", u"Name of the workspace", None))
        self.name.setAccessibleName(QCoreApplication.translate("WorkspaceForm", u"Name of the workspace", None))
        self.coalition_label.setText(QCoreApplication.translate("WorkspaceForm", u"Coalition", None))
        self.coalition.setAccessibleName(QCoreApplication.translate("WorkspaceForm", u"Coalition", None))
        self.coalition.setToolTip(QCoreApplication.translate("WorkspaceForm", u"The body the work groups belong to.", None))
        self.heading_2.setText(QCoreApplication.translate("WorkspaceForm", u"Work groups to begin with", None))
        self.practice_group.setAccessibleName(QCoreApplication.translate("WorkspaceForm", u"Practice Work Group", None))
        self.practice_group.setText(QCoreApplication.translate("WorkspaceForm", u"Practice Work Group", None))
        self.policy_group.setAccessibleName(QCoreApplication.translate("WorkspaceForm", u"Policy Work Group", None))
        self.policy_group.setText(QCoreApplication.translate("WorkspaceForm", u"Policy Work Group", None))
        self.funding_group.setAccessibleName(QCoreApplication.translate("WorkspaceForm", u"Funding Work Group", None))
        self.funding_group.setText(QCoreApplication.translate("WorkspaceForm", u"Funding Work Group", None))
